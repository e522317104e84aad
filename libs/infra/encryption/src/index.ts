export { SecretCipher, type Opened } from './secret-cipher.js';
export { openForeign } from './foreign/foreign-values.js';
