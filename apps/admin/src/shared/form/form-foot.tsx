import { Alert, Button, Group } from '@mantine/core';

export interface FormFootProps {
  submitLabel: string;
  pending: boolean;
  failure: string | null;
  onCancel: () => void;
}

/** The end of every form: what was refused as a whole, and its two buttons. */
export function FormFoot({ submitLabel, pending, failure, onCancel }: FormFootProps) {
  return (
    <>
      {failure !== null && (
        <Alert role="alert" color="red" variant="light" p="xs">
          {failure}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={pending}>
          {submitLabel}
        </Button>
      </Group>
    </>
  );
}
