-- What Django's tables cannot say: the few things that must be known before anybody is in reach of
-- a report. Each function answers one question and nothing else.

insert into intake_salt (one, value)
values (true, sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

-- The functions below run as the tables' owner, whom forced row-level security holds as well.
create policy intake_report_owner on intake_report for select to current_user using (true);
create policy intake_file_owner on intake_file for select to current_user using (true);
create policy intake_addition_owner on intake_addition for select to current_user using (true);
create policy intake_answer_owner on intake_answer for select to current_user using (true);

-- Where a report goes: the platform's own unit, the pack's, everybody's, else the oldest unit, so
-- that a house that was set up badly loses nothing.
create function intake_unit_for(pack text, platform uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce(
        (select p.unit_id from intake_platform as p where p.id = platform),
        (select r.unit_id from intake_route as r where r.pack = intake_unit_for.pack),
        (select r.unit_id from intake_route as r where r.pack = ''),
        (select u.id from access_unit as u order by u.id limit 1)
    )
$$;
revoke all on function intake_unit_for(text, uuid) from public;

-- The receipt of a sending that came before. Its key is random and known to its sender alone.
create function intake_sent_before(digest bytea)
returns table (id uuid, reference text, entry_id uuid)
language sql stable security definer set search_path = pg_catalog, public as $$
    select r.id, r.reference, r.entry_id from intake_report as r where r.sending_digest = digest
$$;
revoke all on function intake_sent_before(bytea) from public;

-- What a receipt code shows: that it arrived, what was answered. No case data, no words.
create function intake_by_code(digest bytea)
returns table (id uuid, reference text, received_at timestamptz, additions bigint, answers jsonb)
language sql stable security definer set search_path = pg_catalog, public as $$
    select r.id, r.reference, r.received_at,
           (select count(*) from intake_addition as a where a.report_id = r.id),
           coalesce((select jsonb_agg(jsonb_build_object('code', w.code,
                         'answered_at', w.answered_at, 'contact_by', w.contact_by)
                         order by w.answered_at, w.id)
                     from intake_answer as w where w.report_id = r.id), '[]'::jsonb)
    from intake_report as r where r.code_digest = digest
$$;
revoke all on function intake_by_code(bytea) from public;

-- Whether any other report has named this content: a yes or a no.
create function intake_seen_elsewhere(digest text, report uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (select from intake_file as f
                   where f.sha256 = digest and f.sha256 <> '' and f.report_id <> report)
$$;
revoke all on function intake_seen_elsewhere(text, uuid) from public;

grant execute on function intake_unit_for(text, uuid), intake_sent_before(bytea),
    intake_by_code(bytea) to bairn_app, bairn_reporter;
grant execute on function intake_seen_elsewhere(text, uuid) to bairn_app;
grant select on intake_salt to bairn_app, bairn_reporter;
-- The door checks a platform's password before anybody acts.
grant select on intake_platform to bairn_web, bairn_app;
