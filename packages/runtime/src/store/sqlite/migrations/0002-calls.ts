/** Calls of durable objects' methods that somebody waits for. */
export const calls = `
-- One row a call, from the commit that sends it until its answer is delivered; for callers outside of any execution
-- until it expires, so that a call which is sent again is applied once.
create table call (
  id text primary key,
  object text not null,                 -- the object's execution.id
  caller text,                          -- execution.id of who waits for it; null: somebody outside
  operation integer,                    -- the operation that waits for it there
  message integer,                      -- inbox.seq while it waits in line
  returns integer not null default 0,   -- 1: to an object that waits for it, and lets such calls in
  since integer,                        -- being carried out: the object's last operation when it began
  outcome text,                         -- for callers outside: the answer
  sent_at_ms integer not null,
  expires_at_ms integer                 -- answered: when it may be removed
) without rowid;
create index call_object on call (object) where outcome is null;
create index call_caller on call (caller, operation) where caller is not null;
create index call_expires on call (expires_at_ms) where expires_at_ms is not null;
`;
