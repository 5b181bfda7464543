/** Large snapshots in pages, of which a turn writes those that have changed. */
export const pages = `
-- Parts of an execution's snapshot: JSON. {"12":{...}} holds objects by their numbers, to which {"$":12} leads;
-- {"of":12,"part":0,...} is a piece of a large array (items), Map (entries) or Set (values).
create table page (
  seq integer primary key,
  execution integer not null,           -- execution.seq
  page integer not null,
  text text not null,
  unique (execution, page)
);
`;
