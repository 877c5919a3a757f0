/** Whether this process is about to end. Who takes on work asks; only serve.ts says so. */
export interface Lifecycle {
  isClosing: boolean;
}
