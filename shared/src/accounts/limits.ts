/** Lengths in characters. The forms show them, the schemas hold them. */
export const accountLimits = {
  name: 80,
  school: 120,
  bio: 600,
  email: 254,
  password: 256,
  passwordLeast: 10,
} as const;
