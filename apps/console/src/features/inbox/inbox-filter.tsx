import { TagFilter } from '../tags/tag-filter.tsx';

/** Which of the list: those with a tag. */
const InboxFilter = ({ tagId, onTag }: { tagId: string | null; onTag: (id: string | null) => void }) => (
  <div className="inbox-filter">
    <TagFilter value={tagId ?? undefined} onChange={(id) => onTag(id || null)} />
  </div>
);

export default InboxFilter;
