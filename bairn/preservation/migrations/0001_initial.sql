-- What was asked of whom, on which ground, about whom, never changes: a new request is made instead.
-- A letter that left is not replaced by another one.
create function preservation_request_kept() returns trigger language plpgsql as $$
begin
    if (old.case_id, old.number, old.kind, old.holder_class, old.holder_id, old.about, old.basis,
        old.items, old.from_at, old.until_at, old.confidential, old.words_id, old.drafted_by,
        old.drafted_at)
       is distinct from
       (new.case_id, new.number, new.kind, new.holder_class, new.holder_id, new.about, new.basis,
        new.items, new.from_at, new.until_at, new.confidential, new.words_id, new.drafted_by,
        new.drafted_at) then
        raise exception 'what was asked does not change';
    end if;
    if old.letter_id is not null and old.letter_id is distinct from new.letter_id
       and old.state not in ('drafted', 'approved', 'removed', 'reuploaded') then
        raise exception 'a letter that left is not replaced';
    end if;
    return new;
end $$;
create trigger preservation_request_kept before update on preservation_request
    for each row execute function preservation_request_kept();
