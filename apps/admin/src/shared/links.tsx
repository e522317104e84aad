import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { type ComponentPropsWithRef } from 'react';

function PlainAnchor(props: AnchorProps & Omit<ComponentPropsWithRef<'a'>, keyof AnchorProps>) {
  return <Anchor fz="sm" {...props} />;
}

/** A link in running text. */
export const TextLink = createLink(PlainAnchor);

function NameAnchor(props: ComponentPropsWithRef<'a'>) {
  const look = { fz: 'sm', fw: 500, c: 'var(--mantine-color-text)', maw: { base: 150, sm: 200, xl: 320 } };
  return <Anchor {...props} {...look} underline="hover" truncate display="inline-block" />;
}

/** The name of a row, leading to its page; the part of a clickable row that a keyboard reaches. */
export const RowLink = createLink(NameAnchor);

function AnchorButton(props: ButtonProps & Omit<ComponentPropsWithRef<'a'>, keyof ButtonProps>) {
  return <Button component="a" {...props} />;
}

/** A link that looks like a button. */
export const LinkButton = createLink(AnchorButton);
