import mongoose from 'mongoose';

/** Every document but accounts, and how far people have read: they read what others asked as what they asked themselves. */
export async function storeBesidesPeople(): Promise<string> {
  const texts: string[] = [];
  for (const { name } of await mongoose.connection.listCollections()) {
    if (['people', 'sessions', 'reads', 'unread'].includes(name)) continue;
    for (const document of await mongoose.connection.collection(name).find().toArray())
      texts.push(JSON.stringify({ name, ...document }));
  }
  return texts.join('\n');
}
