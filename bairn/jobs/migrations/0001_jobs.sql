-- NOTIFY takes one lock for the whole database until the commit is on the disk: all acts that defer
-- a job would queue behind each other. The worker polls instead. Disabled rather than dropped, so
-- that procrastinate's own later migrations find what they expect.
alter table procrastinate_jobs
    disable trigger procrastinate_jobs_notify_queue_job_inserted_v1,
    disable trigger procrastinate_jobs_notify_queue_job_aborted_v1;

-- The only way in for those who act. Words are refused here once more: a job is kept in the open.
create function jobs_defer(task text, given jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if task !~ '^[a-z_]+\.[a-z_]+$' or exists (
        select from jsonb_each(given) as one
        where one.key !~ '^[a-z][a-z0-9_]{0,63}$'
           or jsonb_typeof(one.value) not in ('string', 'number', 'boolean')
           or (jsonb_typeof(one.value) = 'string' and one.value #>> '{}' !~ '^[a-z0-9_.:-]{1,64}$')
    ) then
        raise exception 'a job takes ids, numbers and codes' using errcode = 'check_violation';
    end if;
    perform procrastinate_defer_jobs_v1(array[
        row('bairn', task, 0, null, null, given, null)::procrastinate_job_to_defer_v1
    ]);
end $$;
revoke all on function jobs_defer(text, jsonb) from public;
grant execute on function jobs_defer(text, jsonb) to bairn_app, bairn_reporter, bairn_web;

-- Jobs of a worker that was killed: back into the queue, unless they have cost too many tries.
create function jobs_take_back(gone_after interval, most_tries int) returns int
language plpgsql set search_path = pg_catalog, public as $$
declare
    lost record;
    taken int := 0;
begin
    for lost in
        select job.id, job.attempts from procrastinate_jobs as job
        where job.status = 'doing' and not exists (
            select from procrastinate_workers as worker
            where worker.id = job.worker_id and worker.last_heartbeat > now() - gone_after
        )
        for update skip locked
    loop
        if lost.attempts + 1 >= most_tries then
            perform procrastinate_finish_job_v1(lost.id, 'failed', false);
        else
            perform procrastinate_retry_job_v2(lost.id, now(), null, null, null);
        end if;
        taken := taken + 1;
    end loop;
    return taken;
end $$;

-- The worker comes in by the doors' login.
grant select, insert, update, delete on procrastinate_jobs, procrastinate_workers,
    procrastinate_periodic_defers to bairn_web;
grant select, insert on procrastinate_events to bairn_web;
grant usage on sequence procrastinate_jobs_id_seq, procrastinate_events_id_seq,
    procrastinate_periodic_defers_id_seq to bairn_web;
