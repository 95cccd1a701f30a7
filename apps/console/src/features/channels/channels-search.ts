/** What the address of the list of channels says. */
export interface ChannelsSearch {
  search?: string;
}

export const channelsSearch = ({ search }: Record<string, unknown>): ChannelsSearch =>
  search === undefined || search === '' ? {} : { search: String(search) };
