import { ActionIcon, Alert, Button, FileButton, Group, Image, Paper, Text, Textarea } from '@mantine/core';
import { IconPhotoPlus, IconPlayerStop, IconSend2, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { type Prompt } from './chat.js';

export interface ComposerProps {
  draft: Prompt;
  onDraft: (draft: Prompt) => void;
  running: boolean;
  disabled: boolean;
  onSend: () => void;
  onStop: () => void;
}

const IMAGES_MAX = 8;
const IMAGE_BYTES_MAX = 10 * 1024 * 1024;

/** Where the next prompt is written. Enter sends it, Shift and Enter begin a line. */
export function Composer({ draft, onDraft, running, disabled, onSend, onStop }: ComposerProps) {
  const [fault, setFault] = useState<string | null>(null);
  const ready = !disabled && !running && (draft.text.trim() !== '' || draft.images.length > 0);
  const add = async (files: File[]) => {
    const large = files.find((file) => file.size > IMAGE_BYTES_MAX);
    const many = draft.images.length + files.length > IMAGES_MAX;
    setFault(large ? `${large.name} is larger than 10 MB.` : many ? `At most ${IMAGES_MAX} pictures.` : null);
    if (large || many) return;
    const images = await Promise.all(files.map(dataUrl));
    onDraft({ ...draft, images: [...draft.images, ...images] });
  };
  return (
    <Paper p="sm" mt="sm">
      <Textarea
        aria-label="Prompt"
        placeholder="Ask something. Enter sends, Shift and Enter begin a line."
        variant="unstyled"
        px={4}
        autosize
        minRows={2}
        maxRows={10}
        value={draft.text}
        onChange={(event) => onDraft({ ...draft, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          if (ready) onSend();
        }}
      />
      {fault !== null && (
        <Alert role="alert" color="red" variant="light" p="xs" mb="xs">
          {fault}
        </Alert>
      )}
      <Group justify="space-between" gap="sm">
        <Group gap={6}>
          <FileButton
            onChange={(files) => void add(files)}
            accept="image/png,image/jpeg,image/webp,image/gif"
            multiple
          >
            {(props) => (
              <Button
                {...props}
                variant="subtle"
                color="gray"
                size="xs"
                leftSection={<IconPhotoPlus size={15} />}
              >
                Picture
              </Button>
            )}
          </FileButton>
          {draft.images.map((url, place) => (
            <Group key={place} gap={2} wrap="nowrap">
              <Image src={url} alt={`Picture ${place + 1}`} h={28} w="auto" radius="sm" />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="xs"
                aria-label={`Take picture ${place + 1} away`}
                onClick={() =>
                  onDraft({ ...draft, images: draft.images.filter((_, other) => other !== place) })
                }
              >
                <IconX size={12} />
              </ActionIcon>
            </Group>
          ))}
        </Group>
        {running ? (
          <Button variant="default" leftSection={<IconPlayerStop size={15} />} onClick={onStop}>
            Stop
          </Button>
        ) : (
          <Button leftSection={<IconSend2 size={15} />} disabled={!ready} onClick={onSend}>
            Send
          </Button>
        )}
      </Group>
      {disabled && (
        <Text fz="xs" c="dimmed" mt={4}>
          Choose a model, and paste a key where you may make none.
        </Text>
      )}
    </Paper>
  );
}

function dataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => reject(new Error(`${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
}
