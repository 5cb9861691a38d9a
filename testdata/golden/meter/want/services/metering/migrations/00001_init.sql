-- svcgen:from empty to baf52f20de22
-- +goose Up
CREATE TABLE meters (
    id            uuid         NOT NULL,
    serial        text         NOT NULL,
    place         text         NOT NULL,
    commissioned  date,
    tariff        uuid,
    state         text         NOT NULL DEFAULT 'planned',
    create_time   timestamptz  NOT NULL,
    update_time   timestamptz  NOT NULL,
    delete_time   timestamptz,
    version       bigint       NOT NULL,
    CONSTRAINT meters_pkey PRIMARY KEY (id),
    CONSTRAINT meters_serial_check CHECK (char_length(serial) BETWEEN 4 AND 32),
    CONSTRAINT meters_place_check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT meters_state_check CHECK (state IN ('planned', 'running', 'retired'))
);

CREATE UNIQUE INDEX meters_serial_key ON meters (serial) WHERE delete_time IS NULL;
CREATE INDEX meters_tariff_idx ON meters (tariff, id);
CREATE INDEX meters_serial_prefix_idx ON meters USING btree (serial text_pattern_ops);
CREATE INDEX meters_search_idx ON meters USING gin (to_tsvector('simple', place));
CREATE INDEX meters_create_time_id_idx ON meters (create_time, id);
CREATE INDEX meters_update_time_id_idx ON meters (update_time, id);

CREATE TABLE readings (
    id              uuid         NOT NULL,
    meter           uuid         NOT NULL,
    taken           timestamptz  NOT NULL,
    kilowatt_hours  bigint       NOT NULL,
    create_time     timestamptz  NOT NULL,
    update_time     timestamptz  NOT NULL,
    version         bigint       NOT NULL,
    CONSTRAINT readings_pkey PRIMARY KEY (id),
    CONSTRAINT readings_meter_fkey FOREIGN KEY (meter) REFERENCES meters (id) ON DELETE CASCADE,
    CONSTRAINT readings_kilowatt_hours_check CHECK (kilowatt_hours >= 0)
);

CREATE INDEX readings_meter_idx ON readings (meter, id);
CREATE INDEX readings_taken_id_idx ON readings (taken, id);
CREATE INDEX readings_create_time_id_idx ON readings (create_time, id);
CREATE INDEX readings_update_time_id_idx ON readings (update_time, id);

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

-- +goose Down
DROP TABLE idempotency_keys;
DROP TABLE readings;
DROP TABLE meters;
