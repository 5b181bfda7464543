/** What a coordinator keeps for engines of other processes, and who serves which service. */
export const coordinator = `
-- An engine behind a coordinator goes on under its session after the coordinator was started again.
alter table engine add column session text;
create unique index engine_session on engine (session) where session is not null;

-- Answers to writes that came from afar: the same write sent again, since its answer was lost, is not done again.
create table receipt (
  scope text primary key,               -- an engine's commits share one; others have one each
  request integer not null,
  answer text not null,                 -- JSON
  at_ms integer not null
) without rowid;
create index receipt_at on receipt (at_ms);

-- Which durable function takes the calls of a service's method.
create table service (
  service text not null,
  method text not null,
  function text not null,
  version text,
  config text,                          -- JSON: the schemas
  primary key (service, method)
) without rowid;
`;
