export { SpendModule } from './spend.module.js';
