import { type FormRulesRecord, useForm, type UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { applyFormError, fieldOfFirstPart } from '../api/apply-form-error.js';

export interface ApiFormOptions<Values extends object> {
  /** Called as the API calls its fields, so that its messages find their place. */
  initialValues: Values;
  validate?: FormRulesRecord<Values>;
  /** Sends it. The API's refusal is shown at its field, or at the foot of the form. */
  submit: (values: Values) => Promise<unknown>;
  /** The field of the form that an API's field (`litellm_params.rpm`) stands in; null: none. By its first part when absent. */
  placeOf?: (field: string, values: Values) => string | null;
  /** A field has a message: show it, if it is hidden. */
  onFault?: (field: string) => void;
}

export interface ApiForm<Values extends object> {
  form: UseFormReturnType<Values>;
  /** For the form element. */
  onSubmit: (event?: React.SubmitEvent<HTMLFormElement>) => void;
  pending: boolean;
  /** What the API said that belongs to no field; null when there is nothing. */
  failure: string | null;
}

/** A form whose rules are also the API's: what it refuses stands at the field it names. */
export function useApiForm<Values extends object>(options: ApiFormOptions<Values>): ApiForm<Values> {
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const form = useForm<Values>({
    initialValues: options.initialValues,
    ...(options.validate && { validate: options.validate }),
    onSubmitPreventDefault: 'always',
  });
  const fields = new Set(Object.keys(options.initialValues));
  const send = async (values: Values) => {
    const placeOf = (field: string) =>
      options.placeOf ? options.placeOf(field, values) : fieldOfFirstPart(field, fields);
    setFailure(null);
    setPending(true);
    try {
      await options.submit(values);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      setFailure(
        applyFormError(error, placeOf, (field, message) => {
          options.onFault?.(field);
          form.setErrors({ ...form.errors, [field]: message });
        }),
      );
    } finally {
      setPending(false);
    }
  };
  const onSubmit = form.onSubmit(send, (errors) =>
    Object.keys(errors).forEach((field) => options.onFault?.(field)),
  );
  return { form, onSubmit, pending, failure };
}
