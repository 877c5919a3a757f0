/** Another id, and the same one whenever the same form is sent: two commands of one press. */
export function siblingOf(id: string): string {
  const own = id.at(-12);
  return id.slice(0, -12) + (own === 'a' ? 'b' : 'a') + id.slice(-11);
}
