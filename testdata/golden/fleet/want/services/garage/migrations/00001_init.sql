-- svcgen:from empty to 42b4ef6d5802
-- +goose Up
CREATE TABLE depots (
    id           uuid         NOT NULL,
    code         text         NOT NULL,
    title        text         NOT NULL,
    printer      text,
    router       text,
    flagship     uuid,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT depots_pkey PRIMARY KEY (id),
    CONSTRAINT depots_code_key UNIQUE (code),
    CONSTRAINT depots_code_check CHECK (char_length(code) BETWEEN 2 AND 8),
    CONSTRAINT depots_title_check CHECK (char_length(title) BETWEEN 1 AND 80)
);

CREATE INDEX depots_flagship_idx ON depots (flagship);
CREATE INDEX depots_search_idx ON depots USING gin (to_tsvector('simple', title));
CREATE INDEX depots_create_time_id_idx ON depots (create_time, id);
CREATE INDEX depots_update_time_id_idx ON depots (update_time, id);

CREATE TABLE vehicles (
    id                   uuid         NOT NULL,
    plate                text         NOT NULL,
    depot                uuid         NOT NULL,
    trailer              uuid,
    fuels                text[]       NOT NULL DEFAULT '{}',
    state                text         NOT NULL DEFAULT 'ready',
    state_time           timestamptz,
    day_rate             bigint       NOT NULL,
    book_value           bigint,
    book_value_currency  text,
    service_every        interval     NOT NULL DEFAULT '8760:00:00',
    kilometers           bigint       NOT NULL DEFAULT 0,
    last_trip            uuid,
    create_time          timestamptz  NOT NULL,
    update_time          timestamptz  NOT NULL,
    delete_time          timestamptz,
    version              bigint       NOT NULL,
    CONSTRAINT vehicles_pkey PRIMARY KEY (id),
    CONSTRAINT vehicles_depot_fkey FOREIGN KEY (depot) REFERENCES depots (id) ON DELETE RESTRICT,
    CONSTRAINT vehicles_trailer_fkey FOREIGN KEY (trailer) REFERENCES vehicles (id) ON DELETE SET NULL,
    CONSTRAINT vehicles_plate_check CHECK (char_length(plate) BETWEEN 3 AND 12),
    CONSTRAINT vehicles_fuels_check CHECK (fuels <@ ARRAY['diesel', 'electric', 'hydrogen'] AND cardinality(fuels) <= 3),
    CONSTRAINT vehicles_state_check CHECK (state IN ('ready', 'rented', 'in_repair')),
    CONSTRAINT vehicles_book_value_check CHECK ((book_value IS NULL) = (book_value_currency IS NULL) AND book_value_currency ~ '^[A-Z]{3}$'),
    CONSTRAINT vehicles_service_every_check CHECK (service_every >= '24:00:00'),
    CONSTRAINT vehicles_kilometers_check CHECK (kilometers >= 0)
);

CREATE UNIQUE INDEX vehicles_plate_key ON vehicles (plate) WHERE delete_time IS NULL;
CREATE INDEX vehicles_depot_day_rate_idx ON vehicles (depot, day_rate DESC);
CREATE INDEX vehicles_depot_idx ON vehicles (depot, id);
CREATE INDEX vehicles_trailer_idx ON vehicles (trailer);
CREATE INDEX vehicles_last_trip_idx ON vehicles (last_trip);
CREATE INDEX vehicles_plate_id_idx ON vehicles (plate, id);
CREATE INDEX vehicles_day_rate_id_idx ON vehicles (day_rate, id);
CREATE INDEX vehicles_plate_prefix_idx ON vehicles USING btree (plate text_pattern_ops);
CREATE INDEX vehicles_fuels_idx ON vehicles USING gin (fuels);
CREATE INDEX vehicles_create_time_id_idx ON vehicles (create_time, id);
CREATE INDEX vehicles_update_time_id_idx ON vehicles (update_time, id);
CREATE INDEX vehicles_deleted_idx ON vehicles (id) WHERE delete_time IS NOT NULL;

CREATE TABLE inspections (
    id           uuid         NOT NULL,
    vehicle      uuid         NOT NULL,
    inspector    text         NOT NULL,
    day          date         NOT NULL,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT inspections_pkey PRIMARY KEY (id),
    CONSTRAINT inspections_vehicle_fkey FOREIGN KEY (vehicle) REFERENCES vehicles (id) ON DELETE CASCADE,
    CONSTRAINT inspections_inspector_check CHECK (inspector <> '')
);

CREATE INDEX inspections_vehicle_idx ON inspections (vehicle, id);
CREATE INDEX inspections_day_id_idx ON inspections (day, id);
CREATE INDEX inspections_create_time_id_idx ON inspections (create_time, id);
CREATE INDEX inspections_update_time_id_idx ON inspections (update_time, id);

CREATE TABLE inspection_findings (
    parent_id      uuid     NOT NULL,
    "position"     integer  NOT NULL,
    code           text     NOT NULL,
    severity       text     NOT NULL,
    cost           bigint,
    cost_currency  text,
    replaced_by    uuid,
    causes         text[]   NOT NULL DEFAULT '{}',
    CONSTRAINT inspection_findings_pkey PRIMARY KEY (parent_id, "position"),
    CONSTRAINT inspection_findings_parent_id_code_key UNIQUE (parent_id, code),
    CONSTRAINT inspection_findings_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES inspections (id) ON DELETE CASCADE,
    CONSTRAINT inspection_findings_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES vehicles (id) ON DELETE RESTRICT,
    CONSTRAINT inspection_findings_code_check CHECK (char_length(code) BETWEEN 1 AND 12),
    CONSTRAINT inspection_findings_severity_check CHECK (severity IN ('minor', 'major')),
    CONSTRAINT inspection_findings_cost_check CHECK ((cost IS NULL) = (cost_currency IS NULL) AND cost_currency ~ '^[A-Z]{3}$'),
    CONSTRAINT inspection_findings_causes_check CHECK (cardinality(causes) <= 5)
);

CREATE INDEX inspection_findings_replaced_by_idx ON inspection_findings (replaced_by);

CREATE TABLE job_runs (
    job         text         NOT NULL,
    due_time    timestamptz  NOT NULL,
    start_time  timestamptz  NOT NULL,
    end_time    timestamptz,
    step        integer      NOT NULL DEFAULT 0,
    next        text         NOT NULL DEFAULT '',
    error       text         NOT NULL DEFAULT '',
    CONSTRAINT job_runs_pkey PRIMARY KEY (job, due_time)
);

CREATE TABLE idempotency_keys (
    caller       text         NOT NULL,
    key          text         NOT NULL,
    method       text         NOT NULL,
    digest       bytea        NOT NULL,
    answer       bytea,
    create_time  timestamptz  NOT NULL,
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (caller, key)
);

CREATE INDEX idempotency_keys_create_time_idx ON idempotency_keys (create_time);

CREATE TABLE outbox (
    id          bigint       NOT NULL GENERATED ALWAYS AS IDENTITY,
    topic       text         NOT NULL,
    event       uuid         NOT NULL,
    key         text         NOT NULL,
    type        text         NOT NULL,
    "time"      timestamptz  NOT NULL,
    attributes  jsonb        NOT NULL,
    data        bytea        NOT NULL,
    error       text,
    CONSTRAINT outbox_pkey PRIMARY KEY (id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

ALTER TABLE depots
    ADD CONSTRAINT depots_flagship_fkey FOREIGN KEY (flagship) REFERENCES vehicles (id) ON DELETE SET NULL;

-- +goose Down
ALTER TABLE depots DROP CONSTRAINT depots_flagship_fkey;
DROP TABLE outbox;
DROP TABLE idempotency_keys;
DROP TABLE job_runs;
DROP TABLE inspection_findings;
DROP TABLE inspections;
DROP TABLE vehicles;
DROP TABLE depots;
