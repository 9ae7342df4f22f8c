-- A file is seen by whoever sees its exhibit. What was taken in is said once.
alter table evidence_file enable row level security, force row level security;
create policy evidence_file_reach on evidence_file for select to bairn_app
    using (bairn_reach(holder_id) and evidence_near(exhibit_id));
create policy evidence_file_new on evidence_file for insert to bairn_app
    with check (bairn_reach(holder_id) and evidence_near(exhibit_id));
create policy evidence_file_more on evidence_file for update to bairn_app
    using (bairn_reach(holder_id) and evidence_near(exhibit_id))
    with check (bairn_reach(holder_id) and evidence_near(exhibit_id));
grant select, insert on evidence_file to bairn_app;
grant update (verification, verified_at) on evidence_file to bairn_app;

-- An upload is its owner's alone, while they reach the case; the house ends what nobody finishes.
alter table evidence_upload enable row level security, force row level security;
create policy evidence_upload_own on evidence_upload to bairn_app
    using (bairn_reach(holder_id) and (by_id = bairn_actor() or bairn_is_house()))
    with check (bairn_reach(holder_id) and (by_id = bairn_actor() or bairn_is_house()));
grant select, insert on evidence_upload to bairn_app;
grant update (state, code, touched_at, ended_at) on evidence_upload to bairn_app;

-- Digests have the length of their algorithm, or were not said.
alter table evidence_file add constraint evidence_file_digests check (
    octet_length(sha256) = 32 and octet_length(sha1) in (0, 20) and octet_length(md5) in (0, 16)
);
alter table evidence_upload add constraint evidence_upload_digest check (
    octet_length(sha256_said) in (0, 32)
);

-- What has ended stays as it ended.
create function evidence_upload_ended() returns trigger language plpgsql as $$
begin
    if old.ended_at is not null then
        raise exception 'this upload has ended'
            using errcode = 'check_violation', constraint = 'evidence_upload_once';
    end if;
    return new;
end $$;
create trigger evidence_upload_ended before update on evidence_upload
    for each row execute function evidence_upload_ended();

-- An original lies in the same case as its redacted copy, and so does the exhibit of a file.
create function evidence_file_at_home() returns trigger language plpgsql as $$
begin
    if not exists (select from evidence_exhibit as e
                   where e.id = new.exhibit_id and e.holder_id = new.holder_id)
       or new.original_id is not null and not exists (
           select from evidence_file as o
           where o.id = new.original_id and o.holder_id = new.holder_id) then
        raise exception 'a file belongs to the case of its exhibit'
            using errcode = 'check_violation', constraint = 'evidence_file_at_home';
    end if;
    return new;
end $$;
create trigger evidence_file_at_home before insert on evidence_file
    for each row execute function evidence_file_at_home();
