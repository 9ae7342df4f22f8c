-- What may change of a row after it was made; everything else is said once.
grant update (owner_id, answer, reason, answered_at, answered_by, answer_words_id)
    on supervision_direction to bairn_app;
grant update (finished_at, finished_by, ended_at, ended_by, ended_for)
    on supervision_handover to bairn_app;
grant update (accepted_at, accepted_by) on supervision_item to bairn_app;

-- Whoever works a case, or ever did, does not review it.
create function supervision_review_by_another() returns trigger language plpgsql as $$
begin
    if exists (
        select from access_assignment as a
        where a.holder_id = new.case_id and a.staff_id = new.by_id
          and a.role in ('investigator', 'interviewer')
    ) then
        raise exception 'whoever has worked on a case does not review it'
            using errcode = 'check_violation', constraint = 'supervision_own_work';
    end if;
    return new;
end $$;
create trigger supervision_review_by_another before insert on supervision_review
    for each row execute function supervision_review_by_another();

-- An answer to a direction stays as it was given; who answers for it changes only while it is open.
create function supervision_direction_once() returns trigger language plpgsql as $$
begin
    if old.answered_at is not null then
        raise exception 'this direction was answered already'
            using errcode = 'check_violation', constraint = 'supervision_direction_once';
    end if;
    return new;
end $$;
create trigger supervision_direction_once before update on supervision_direction
    for each row execute function supervision_direction_once();

-- The receiver accepts, nobody else, once, and only while the hand-over is open.
create function supervision_item_by_receiver() returns trigger language plpgsql as $$
begin
    if old.accepted_at is not null or not exists (
        select from supervision_handover as h
        where h.id = new.handover_id and h.to_staff = new.accepted_by
          and h.finished_at is null and h.ended_at is null
    ) then
        raise exception 'the receiver accepts an item, once'
            using errcode = 'check_violation', constraint = 'supervision_item_by_receiver';
    end if;
    return new;
end $$;
create trigger supervision_item_by_receiver before update on supervision_item
    for each row execute function supervision_item_by_receiver();

-- Nothing changes hands before every item is accepted; what is over stays as it ended.
create function supervision_all_accepted() returns trigger language plpgsql as $$
begin
    if old.finished_at is not null or old.ended_at is not null then
        raise exception 'this hand-over is over'
            using errcode = 'check_violation', constraint = 'supervision_handover_over';
    end if;
    if new.finished_at is not null and exists (
        select from supervision_item as i
        where i.handover_id = new.id and i.accepted_at is null
    ) then
        raise exception 'every item has to be accepted first'
            using errcode = 'check_violation', constraint = 'supervision_items_open';
    end if;
    return new;
end $$;
create trigger supervision_all_accepted before update on supervision_handover
    for each row execute function supervision_all_accepted();
