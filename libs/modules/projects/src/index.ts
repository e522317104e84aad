export { fitsInto } from './domain/project-changes.js';
export { type Project } from './domain/project.js';
export { ProjectsHttpModule } from './projects-http.module.js';
export { ProjectsModule } from './projects.module.js';
export { ProjectRow } from './store/project-row.js';
export { ProjectStore } from './store/project-store.js';
