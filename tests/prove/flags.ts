/** What stands behind the name on the command line, as `--flag=value`. */
export type Flags = ReadonlyMap<string, string>;
