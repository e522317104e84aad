import { type CustomerView } from '@tollgate/core';
import { tell } from '../../shared/confirm/ask-first.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { useCreateCustomer } from './api/create-customer.js';
import { useUpdateCustomer } from './api/update-customer.js';
import { EMPTY_CUSTOMER, toCustomerUpdate, toCustomerValues, toNewCustomer } from './customer-form-values.js';
import { CustomerForm } from './customer-form.js';

export interface CreateCustomerModalProps {
  opened: boolean;
  onClose: () => void;
}

/** Makes a customer before its first call, with limits of its own. */
export function CreateCustomerModal({ opened, onClose }: CreateCustomerModalProps) {
  const create = useCreateCustomer();
  return (
    <FormModal opened={opened} onClose={onClose} title="Create a customer">
      <CustomerForm
        initial={EMPTY_CUSTOMER}
        fixedId={false}
        submitLabel="Create customer"
        submit={async (values) => {
          const { user_id: id } = await create.mutateAsync(toNewCustomer(values));
          tell(`${id} is ready.`);
          onClose();
        }}
        onCancel={onClose}
      />
    </FormModal>
  );
}

export interface EditCustomerModalProps {
  /** null: closed. */
  customer: CustomerView | null;
  onClose: () => void;
}

/** Changes a customer; what is left alone is not sent. */
export function EditCustomerModal({ customer, onClose }: EditCustomerModalProps) {
  const update = useUpdateCustomer();
  return (
    <FormModal opened={customer !== null} onClose={onClose} title={`Edit ${customer?.user_id ?? ''}`}>
      {customer && (
        <CustomerForm
          initial={toCustomerValues(customer)}
          fixedId
          submitLabel="Save changes"
          submit={async (values) => {
            await update.mutateAsync(toCustomerUpdate(customer, values));
            tell(`${customer.user_id} is saved.`);
            onClose();
          }}
          onCancel={onClose}
        />
      )}
    </FormModal>
  );
}
