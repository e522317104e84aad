export { DirectoryInUseError, type DirectoryLock, LOCK_FILE, lockDirectory } from './directory-lock.js';
export { errorCode } from './error-code.js';
export { keepTouching, type Owner, ownerText, readOwner } from './owner-file.js';
export { isRunning, type ProcessIdentity, readIdentity, thisProcess } from './process-identity.js';
