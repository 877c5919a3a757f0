import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { everything, useStore } from '../support/use-store.ts';
import { useMongoose } from '../support/use-mongoose.ts';

const { ObjectId } = mongoose.Schema.Types;
const store = useStore();
const connected = useMongoose(store);

test('populate follows references, nested ones and virtual ones', async () => {
  const User = connected.model(new mongoose.Schema({ nm: String }));
  const ref = User.modelName;
  const replies = store.name();
  const postSchema = new mongoose.Schema({
    by: { type: ObjectId, ref },
    cm: [{ by: { type: ObjectId, ref }, tx: String }],
  });
  postSchema.virtual('replies', { ref: replies, localField: '_id', foreignField: 'post' });
  const Post = connected.model(postSchema);
  const Reply = connected.model(new mongoose.Schema({ post: ObjectId, tx: String }), replies);
  const [a, b] = await User.insertMany([{ nm: 'a' }, { nm: 'b' }]);
  const cm = [
    { by: b?._id, tx: 'q' },
    { by: a?._id, tx: 'w' },
  ];
  const post = await Post.create({ by: a?._id, cm });
  await Reply.create(['r1', 'r2'].map((tx) => ({ post: post._id, tx })));
  const read = await Post.findOne().populate('by').populate('cm.by').populate('replies').lean();
  expect(read).toMatchObject({ by: { nm: 'a' }, cm: [{ by: { nm: 'b' } }, { by: { nm: 'a' } }] });
  expect(read?.replies).toHaveLength(2);
});

test('discriminators, lean reads, cursors, exists and bulkSave work', async () => {
  const Thing = connected.model(new mongoose.Schema({ t: String }, { discriminatorKey: 'kind' }));
  const Link = Thing.discriminator(store.name(), new mongoose.Schema({ url: String }));
  await Link.create({ t: 'x', url: 'u' });
  await Thing.create({ t: 'y' });
  expect(await Link.countDocuments()).toBe(1);
  expect(await Thing.find().lean()).toHaveLength(2);
  expect(await Thing.exists({ t: 'y' })).not.toBeNull();
  expect(await everything(Thing.find().cursor())).toHaveLength(2);
  const things = await Thing.find();
  for (const thing of things) thing.set('t', `${thing.get('t')}!`);
  await Thing.bulkSave(things);
  expect(await Thing.countDocuments({ t: /!$/ })).toBe(2);
});
