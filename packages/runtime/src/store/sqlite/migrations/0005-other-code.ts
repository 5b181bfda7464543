/** Which code could not go on with a parked execution. */
export const otherCode = `
-- JSON array: the codes that have parked it since its last turn; any other may try. A step leaves it null, and so the
-- index as it is.
alter table execution add column tried text;
create index execution_tried on execution (tried, owner, function) where tried is not null;
`;
