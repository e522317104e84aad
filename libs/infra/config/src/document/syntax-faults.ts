import { type ErrorCode } from 'yaml';

/**
 * What is wrong with a YAML text, in words. The parser's own messages quote pieces of the file, which may be secrets, so
 * none of them is passed on.
 */
const FAULTS: Record<ErrorCode, string> = {
  ALIAS_PROPS: 'an alias with an anchor or tag of its own',
  BAD_ALIAS: 'an alias with a bad name',
  BAD_COLLECTION_TYPE: 'a tag that does not fit the list or map after it',
  BAD_DIRECTIVE: 'a directive (%…) that is not valid',
  BAD_DQ_ESCAPE:
    'a backslash sequence that double quotes do not know; use single quotes for plain backslashes',
  BAD_INDENT: 'a line whose indentation does not fit, or a bracket that is never closed',
  BAD_PROP_ORDER: 'an anchor or tag in the wrong place',
  BAD_SCALAR_START: 'a value that begins with a reserved character (@ or `); put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second "key:" on one line; put a value that contains ": " in quotes',
  BLOCK_IN_FLOW: 'an indented list or map inside brackets',
  DUPLICATE_KEY: 'a key that stands twice in the same map',
  IMPOSSIBLE: 'a text that is no YAML',
  KEY_OVER_1024_CHARS: 'a key of more than 1024 characters',
  MISSING_CHAR: 'a missing character, such as a closing quote, a comma, or the space after a colon',
  MULTILINE_IMPLICIT_KEY: 'a line that is no "key: value", or a missing colon',
  MULTIPLE_ANCHORS: 'two anchors on one value',
  MULTIPLE_DOCS: 'a second document (---)',
  MULTIPLE_TAGS: 'two tags on one value',
  NON_STRING_KEY: 'a key that is no text',
  RESOURCE_EXHAUSTION: 'a text nested too deeply',
  TAB_AS_INDENT: 'a tab used as indentation; YAML indents with spaces',
  TAG_RESOLVE_FAILED: 'a tag (!…) that a configuration may not use',
  UNEXPECTED_TOKEN: 'something that does not belong here, or a missing key, quote or bracket before it',
};

export function syntaxFault(code: ErrorCode): string {
  return FAULTS[code];
}
