import { Tabs } from '@mantine/core';
import { CodeBlock } from '@tollgate/ui';
import { gatewayUrl } from '../../shared/api/root-path.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { snippetsOf } from './snippet.js';

/** The next call as code, to take along. */
export function SnippetModal({
  request,
  onClose,
}: {
  request: Record<string, unknown> | null;
  onClose: () => void;
}) {
  return (
    <FormModal opened={request !== null} onClose={onClose} title="The same call as code">
      {request && (
        <Tabs defaultValue="curl">
          <Tabs.List mb="sm">
            {snippetsOf(gatewayUrl(), request).map(({ id, label }) => (
              <Tabs.Tab key={id} value={id}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {snippetsOf(gatewayUrl(), request).map(({ id, label, code }) => (
            <Tabs.Panel key={id} value={id}>
              <CodeBlock code={code} label={`${label} code`} />
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </FormModal>
  );
}
