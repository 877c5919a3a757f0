import type { CollectionCard } from '@hearth/shared/collections/entity';
import { slugOf } from '../threads/thread-path.ts';

export function collectionPath({ id, title }: Pick<CollectionCard, 'id' | 'title'>): string {
  const slug = slugOf(title);
  return `/library/collections/${id}${slug ? `/${slug}` : ''}`;
}
