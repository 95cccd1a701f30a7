/** Text of a CSV file. Spreadsheets in China save GB 18030 unless told otherwise; what is no UTF-8 is taken for that. */
export const readCsvFile = async (file: Blob): Promise<string> => {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
};
