export { TagsHttpModule } from './tags-http.module.js';
export { TagRow } from './store/tag-row.js';
