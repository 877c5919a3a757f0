/** What somebody wants with words that may tell something of a child: to publish them as they are, or nothing yet. */
export interface Wish {
  readonly asItIs?: true;
}
