export const CSV_HEADING = 'username,name,email,mobile,password,unit,roles,administrator,agent,extension';

/** A heading and one row to overwrite. The mark tells spreadsheets that it is UTF-8. */
export const csvTemplate = (unit: string, role: string) =>
  `\uFEFF${CSV_HEADING}\nlisi,李四,lisi@example.com,13800138000,Change-me-2026,${unit},${role},no,yes,\n`;
