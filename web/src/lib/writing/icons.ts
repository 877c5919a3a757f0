/** What the tools look like, on a 24-unit square. */
export const toolIcons = {
  bold: { path: 'M8 5h5a3.500 3.500 0 0 1 0 7H8zm0 7h6a3.500 3.500 0 0 1 0 7H8zm1-7v14' },
  italic: { path: 'M10 5h7M7 19h7M14 5l-4 14' },
  heading: { path: 'M7 5v14M17 5v14M7 12h10' },
  list: { path: 'M10 6h10M10 12h10M10 18h10M5 6h.010M5 12h.010M5 18h.010' },
  numbers: { path: 'M11 6h9M11 12h9M11 18h9M4.500 5 6 4v5M4 14.500c0-2 3-2 3 0 0 1.500-3 2.500-3 4h3' },
  quote: { path: 'M5 17c2-1 3-3 3-5H5V7h5v5c0 3-2 5-4 6zm9 0c2-1 3-3 3-5h-3V7h5v5c0 3-2 5-4 6z' },
  link: { path: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1m2 4a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1' },
  library: { path: 'M5 4v16m5-16v16m4-16 5 16' },
  poll: { path: 'M5 20V10m7 10V4m7 16v-7' },
  picture: { path: 'M4 5h16v14H4zm0 11 5-5 4 4 3-3 4 4M15.500 9h.010' },
} as const;
