import { type CustomerView } from '@tollgate/core';
import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { IconBan, IconListDetails, IconPencil, IconTrash } from '@tabler/icons-react';
import { Fact, FactGroup, NameList, TimeText } from '@tollgate/ui';
import { limitsInForce } from '../../shared/limits/borrowed-limits.js';
import { LimitsTable } from '../../shared/limits/limits-table.js';
import { LinkButton } from '../../shared/links.js';

export interface CustomerDrawerProps {
  /** undefined: closed. */
  customer: CustomerView | undefined;
  /** null: may only look. */
  actions: CustomerActions | null;
  onClose: () => void;
}

export interface CustomerActions {
  onEdit: (customer: CustomerView) => void;
  onBlock: (customer: CustomerView) => void;
  onDelete: (customer: CustomerView) => void;
}

/** One customer: the limits its calls have to pass, and what it may use. */
export function CustomerDrawer({ customer, actions, onClose }: CustomerDrawerProps) {
  return (
    <Drawer
      opened={customer !== undefined}
      onClose={onClose}
      position="right"
      size={800}
      title={
        <Text component="span" fw={600}>
          {customer?.alias ?? customer?.user_id}
        </Text>
      }
    >
      {customer && (
        <Stack gap="lg">
          <Actions customer={customer} actions={actions} />
          <LimitsTable
            rows={[
              { ...limitsInForce(customer), scope: 'Customer', name: customer.alias ?? customer.user_id },
            ]}
          />
          <FactGroup title="What it may do">
            <Fact name="Id">{customer.user_id}</Fact>
            <Fact name="Models">
              <NameList names={customer.models} none="every model" />
            </Fact>
            <Fact name="Region">{customer.allowed_model_region?.toUpperCase() ?? 'anywhere'}</Fact>
            <Fact name="Borrows the limits of">{customer.budget_id ?? 'no budget'}</Fact>
            <Fact name="Created">
              <TimeText iso={customer.created_at} />
            </Fact>
          </FactGroup>
        </Stack>
      )}
    </Drawer>
  );
}

function Actions({ customer, actions }: { customer: CustomerView; actions: CustomerActions | null }) {
  const look = { variant: 'default', size: 'xs' } as const;
  return (
    <Group gap="xs">
      <LinkButton
        {...look}
        to="/logs"
        search={{ customer: customer.user_id, range: '30d' }}
        leftSection={<IconListDetails size={14} />}
      >
        Its calls
      </LinkButton>
      {actions && (
        <>
          <Button {...look} leftSection={<IconPencil size={14} />} onClick={() => actions.onEdit(customer)}>
            Edit
          </Button>
          <Button {...look} leftSection={<IconBan size={14} />} onClick={() => actions.onBlock(customer)}>
            {customer.blocked ? 'Unblock' : 'Block'}
          </Button>
          <Button
            {...look}
            c="var(--tg-negative)"
            leftSection={<IconTrash size={14} />}
            onClick={() => actions.onDelete(customer)}
          >
            Delete
          </Button>
        </>
      )}
    </Group>
  );
}
