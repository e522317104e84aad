export { CustomersHttpModule } from './customers-http.module.js';
export { CustomerRow } from './store/customer-row.js';
