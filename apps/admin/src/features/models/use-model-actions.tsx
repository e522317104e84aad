import { type ModelInfo } from '@tollgate/core';
import { InlineCode } from '@tollgate/ui';
import { useMemo } from 'react';
import { askFirst, tell, tellFailure } from '../../shared/confirm/ask-first.js';
import { useDeleteModel } from './api/delete-model.js';
import { usePauseModel } from './api/pause-model.js';
import { publicName } from './model-fields.js';

/** A deployment, and how many others share its public name. */
export interface ModelSubject {
  model: ModelInfo;
  others: number;
}

export interface ModelActions {
  askPause: (subject: ModelSubject) => void;
  resume: (model: ModelInfo) => void;
  askDelete: (subject: ModelSubject) => void;
}

/** Pause, resume and delete, each asking first when something would stop working. The result stays the same object. */
export function useModelActions(onDeleted: () => void): ModelActions {
  const { mutate: pause } = usePauseModel();
  const { mutate: remove } = useDeleteModel();
  return useMemo(() => {
    const setPaused = ({ litellm_params: { model: name }, model_info: { id } }: ModelInfo, paused: boolean) =>
      pause(
        { id, paused },
        {
          onError: tellFailure(`${name} could not be ${paused ? 'paused' : 'resumed'}`),
          onSuccess: () => tell(`${name} is ${paused ? 'paused' : 'serving again'}.`),
        },
      );
    const deleteNow = ({ litellm_params: { model: name }, model_info: { id } }: ModelInfo) =>
      remove(id, {
        onError: tellFailure(`${name} could not be deleted`),
        onSuccess: () => {
          tell(`${name} is deleted.`);
          onDeleted();
        },
      });
    return {
      askPause: (subject) => ask('Pause', subject, () => setPaused(subject.model, true)),
      askDelete: (subject) => ask('Delete', subject, () => deleteNow(subject.model)),
      resume: (model) => setPaused(model, false),
    };
  }, [pause, remove, onDeleted]);
}

function ask(verb: 'Pause' | 'Delete', { model, others }: ModelSubject, onConfirm: () => void): void {
  const name = publicName(model);
  askFirst({
    title: `${verb} ${model.litellm_params.model}?`,
    consequence:
      others > 0 ? (
        <>
          Within a second it gets no more calls; the {others === 1 ? 'other deployment' : `${others} others`}{' '}
          of <InlineCode>{name}</InlineCode> take its share.
        </>
      ) : (
        <>
          It is the only deployment of <InlineCode>{name}</InlineCode>: within a second calls of that name
          fail, unless it has fallbacks.
        </>
      ),
    facts: [
      'Calls that are under way end as they began; what it cost stays in every report.',
      verb === 'Pause' ? 'Resuming makes it serve again.' : 'This cannot be undone.',
    ],
    confirm: `${verb} model`,
    onConfirm,
  });
}
