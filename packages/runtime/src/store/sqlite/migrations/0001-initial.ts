/** The first schema. Texts are the snapshot codec's: JSON that people can read. */
export const initial = `
-- One row an execution. A step in steady state writes this row, by its integer key, and nothing else; so no index
-- may hold a column that every step changes.
create table execution (
  seq integer primary key,
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
  strikes integer not null default 0,   -- reserved: turns that killed their process at this checkpoint
  input text not null,
  snapshot text,
  outcome text,
  created_at_ms integer not null,
  updated_at_ms integer not null
);
create index execution_owner on execution (owner, function) where owner is not null;
create index execution_due on execution (owner, due_at_ms) where due_at_ms is not null;

-- ctx.state, in the order in which the keys were first set.
create table state (
  seq integer primary key,
  execution integer not null,           -- execution.seq, here and below
  key text not null,
  value text not null,
  unique (execution, key)
);

-- Outcomes of operations recorded ahead of the turn that consumes them.
create table outcome (
  seq integer primary key,
  execution integer not null,
  operation integer not null,
  outcome text not null,
  unique (execution, operation)
);

-- Reserved: what a large snapshot keeps outside its row, and messages from other executions and machines.
create table page (
  seq integer primary key,
  execution integer not null,
  number integer not null,
  content text not null,
  unique (execution, number)
);
create table inbox (
  seq integer primary key autoincrement,
  execution integer not null,
  kind text not null,
  payload text not null
);
create index inbox_execution on inbox (execution, seq);

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
  started_at_ms integer not null
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
