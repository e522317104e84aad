import { NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { type DailyActivity } from '@tollgate/core';
import { useQuery } from '@tanstack/react-query';
import { count } from '@tollgate/ui';
import { useState } from 'react';
import { FormFoot } from '../../shared/form/form-foot.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { type DayRange } from '../../shared/period/period.js';
import { modelsQuery } from '../models/api/list-models.js';
import { useAskRepricing } from './api/ask-repricing.js';
import { useSetPrice } from './api/set-price.js';
import {
  type PriceCallsValues,
  priceRules,
  toPrice,
  toRepricing,
  unpricedModels,
} from './price-calls-values.js';
import { RepricingProgress } from './repricing-progress.js';

export interface PriceCallsModalProps {
  opened: boolean;
  activity: readonly DailyActivity[];
  range: DayRange;
  onClose: () => void;
}

/** Sets the price of a model whose calls have none, and has those calls priced by it: worked out first, booked on approval. */
export function PriceCallsModal({ opened, activity, range, onClose }: PriceCallsModalProps) {
  const [asked, setAsked] = useState<string | null>(null);
  const close = () => {
    setAsked(null);
    onClose();
  };
  return (
    <FormModal opened={opened} onClose={close} title="Set a price, and price these calls">
      {asked === null ? (
        <PriceForm activity={activity} range={range} onAsked={setAsked} onCancel={close} />
      ) : (
        <RepricingProgress id={asked} onDone={close} />
      )}
    </FormModal>
  );
}

interface PriceFormProps {
  activity: readonly DailyActivity[];
  range: DayRange;
  /** With the id of the re-pricing. */
  onAsked: (id: string) => void;
  onCancel: () => void;
}

const PRICE = { min: 0, decimalScale: 9, hideControls: true, prefix: '$', placeholder: '0.00' } as const;

function PriceForm({ activity, range, onAsked, onCancel }: PriceFormProps) {
  const { data: deployments = [] } = useQuery(modelsQuery);
  const models = unpricedModels(activity, deployments);
  const price = useSetPrice();
  const repricing = useAskRepricing();
  const first = models[0];
  const { form, onSubmit, pending, failure } = useApiForm<PriceCallsValues>({
    initialValues: {
      model: first?.model ?? '',
      provider: first?.provider ?? '',
      input: '',
      output: '',
      origin: '',
    },
    validate: priceRules,
    submit: async (values) => {
      await price.mutateAsync(toPrice(values, range));
      onAsked((await repricing.mutateAsync(toRepricing(values, range))).id);
    },
  });
  const choose = (model: string | null) =>
    form.setValues({
      model: model ?? '',
      provider: models.find((each) => each.model === model)?.provider ?? form.values.provider,
    });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <Select
            label="Model sent upstream"
            allowDeselect={false}
            data={models.map(({ model, calls }) => ({
              value: model,
              label: `${model}, ${count(calls)} calls`,
            }))}
            {...form.getInputProps('model')}
            onChange={choose}
          />
          <TextInput label="Provider" placeholder="openai" {...form.getInputProps('provider')} />
          <NumberInput label="Input (USD per million tokens)" {...PRICE} {...form.getInputProps('input')} />
          <NumberInput label="Output (USD per million tokens)" {...PRICE} {...form.getInputProps('output')} />
        </SimpleGrid>
        <TextInput
          label="Where the price is from"
          placeholder="Contract of March, page 3"
          {...form.getInputProps('origin')}
        />
        <Text fz="sm" c="dimmed">
          The price holds from {range.from} on. What the calls come to is shown before anything is booked.
        </Text>
        <FormFoot
          submitLabel="Set the price and work it out"
          pending={pending}
          failure={failure}
          onCancel={onCancel}
        />
      </Stack>
    </form>
  );
}
