const AGAIN_MS = 5_000;

/** Loads what a page needs only once it stands, however often the network is away meanwhile. */
export async function loadLate<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    const loaded = await load().catch(() => null);
    if (loaded) return loaded;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}
