/**
 * The id of what a command creates: the random last half (62 bits) of the command's own id. Everybody may know it. The
 * first half stays with whoever gave the command, so that nobody else can repeat it.
 */
export function idFrom(command: string): string {
  return command.replaceAll('-', '').slice(16).toLowerCase();
}
