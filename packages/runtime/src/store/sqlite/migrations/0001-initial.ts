/** The first schema. Texts are the snapshot codec's: JSON that people can read. */
export const initial = `
-- One row an execution. A step in steady state writes this row, by its integer key, and nothing else; so an index
-- may hold a column that steps change only where it leaves the rows of steps out.
create table execution (
  seq integer primary key autoincrement,
  id text not null unique,
  function text not null,
  status text not null,
  reason text,                          -- parked: why
  detail text,                          -- the same for people
  owner integer,                        -- engine; 0: nobody yet; null: ended
  epoch integer not null default 0,     -- raised by every take-over; commits of an older one are refused
  attempt integer not null default 1,
  operation integer not null default 0, -- number of the last operation asked for
  due_at_ms integer,                    -- when its engine must look at it; null: only a message wakes it
  strikes integer not null default 0,   -- processes that died with it since its last turn
  parent text,                          -- id of the execution that started it
  parent_operation integer,             -- the operation that waits for it there
  tags text,                            -- JSON array
  header text,
  input text,                           -- null: in the table input
  control text,
  progress text,
  snapshot text,
  outcome text,
  created_at_ms integer not null,
  updated_at_ms integer not null,
  expires_at_ms integer                 -- ended: when it may be removed
);
create index execution_owner on execution (owner, function) where owner is not null;
create index execution_due on execution (owner, due_at_ms) where due_at_ms is not null;
create index execution_function on execution (function);
create index execution_created on execution (created_at_ms);
create index execution_parent on execution (parent) where parent is not null;
create index execution_parked on execution (status) where status = 'parked';
create index execution_ended on execution (status) where owner is null;
create index execution_expires on execution (expires_at_ms) where expires_at_ms is not null;

-- Arguments that would make each step's row long: a row is written as a whole.
create table input (
  execution integer primary key,        -- execution.seq, here and below
  input text not null
);

create table tag (
  tag text not null,
  execution integer not null,
  primary key (tag, execution)
) without rowid;

-- ctx.state, in the order in which the keys were first set.
create table state (
  seq integer primary key,
  execution integer not null,
  key text not null,
  value text not null,
  unique (execution, key)
);

-- Outcomes of operations with a key of the user's, which survive an attempt of the function.
create table kept (
  seq integer primary key,
  execution integer not null,
  key text not null,
  outcome text not null,
  unique (execution, key)
);

-- Messages to executions. Engines ask for those above the last number that they have seen.
create table inbox (
  seq integer primary key autoincrement,
  execution integer not null,
  kind text not null,
  operation integer,
  payload text,
  consumed integer not null default 0,  -- 1: an event, which another attempt of the function gets again
  event integer,                        -- the rest for events, so that they can go back: event.seq; null: broadcast
  event_id text,
  target text,
  sent_at_ms integer,
  expires_at_ms integer
);
create index inbox_execution on inbox (execution, consumed);

-- Events that nobody has taken.
create table event (
  seq integer primary key autoincrement,
  event_id text not null,
  payload text,
  target text,                          -- id of the only execution that may have it
  sent_at_ms integer not null,
  expires_at_ms integer not null
);
create index event_mailbox on event (event_id);
create index event_target on event (target) where target is not null;
create index event_expires on event (expires_at_ms);

-- Operations that wait for an event, first come first served.
create table wait (
  seq integer primary key,
  execution integer not null,
  operation integer not null,
  event_id text not null,
  unique (execution, operation)
);
create index wait_event on wait (event_id);

-- What executions did: a row for each batch of entries.
create table history (
  seq integer primary key,
  execution integer not null,
  last integer not null,                -- how many entries there were, this batch included
  entries text not null                 -- JSON array
);
create index history_execution on history (execution, last);

-- While a user's transaction runs it holds a row that violates its deferred constraint, so that the user's statements
-- cannot commit the store's transaction.
create table pin (
  id integer primary key,
  target integer not null references pin (id) deferrable initially deferred
);

-- Where the checkpoints of a machine's versions stand in the source.
create table checkpoint (
  machine text not null,
  hash text not null,
  key text not null,
  file text not null,
  line integer not null,
  source text not null,
  unique (machine, hash, key)
);

-- Engines that have registered and not left. Whether one is alive is told by the lock on its side file.
create table engine (
  id integer primary key autoincrement,
  process_id integer not null,
  host text not null,
  started_at_ms integer not null,
  released integer not null default 0   -- 1: it left in order; its executions are free, and nothing died with them
);

-- For people: what every unended execution waits for, frame by frame (0 is the innermost), variable by variable.
-- Values are JSON. An execution without a readable snapshot has one row, without a place.
create view waiting as
select
  e.id as execution,
  e.function,
  e.status,
  e.reason,
  datetime(e.due_at_ms / 1000, 'unixepoch') as due_utc,
  task.key as task,
  frame.key as frame,
  coalesce(
    c.file || ':' || c.line,
    json_extract(e.tree, frame.fullkey || '.machine') || ' ' || json_extract(e.tree, frame.fullkey || '.at')
  ) as place,
  c.source,
  live.key as variable,
  case live.type
    when 'text' then json_quote(live.value)
    when 'true' then 'true'
    when 'false' then 'false'
    when 'null' then 'null'
    else live.value
  end as value
from (select *, iif(json_valid(snapshot), snapshot, '{}') as tree from execution where owner is not null) as e
left join json_each(e.tree, '$.tasks') as task
left join json_each(e.tree, task.fullkey || '.frames') as frame
left join json_each(e.tree, frame.fullkey || '.live') as live
left join checkpoint as c
  on c.machine = json_extract(e.tree, frame.fullkey || '.machine')
  and c.hash = json_extract(e.tree, frame.fullkey || '.hash')
  and c.key = json_extract(e.tree, frame.fullkey || '.at')
order by e.seq, task.id, frame.id, live.id;
`;
