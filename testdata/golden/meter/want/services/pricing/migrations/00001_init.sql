-- svcgen:from empty to 3e8f626dcdbe
-- +goose Up
CREATE TABLE tariffs (
    id             uuid         NOT NULL,
    name           text         NOT NULL,
    cents_per_kwh  integer      NOT NULL,
    pilot          uuid,
    create_time    timestamptz  NOT NULL,
    update_time    timestamptz  NOT NULL,
    version        bigint       NOT NULL,
    CONSTRAINT tariffs_pkey PRIMARY KEY (id),
    CONSTRAINT tariffs_name_key UNIQUE (name),
    CONSTRAINT tariffs_name_check CHECK (char_length(name) BETWEEN 1 AND 80),
    CONSTRAINT tariffs_cents_per_kwh_check CHECK (cents_per_kwh >= 0)
);

CREATE INDEX tariffs_pilot_idx ON tariffs (pilot);
CREATE INDEX tariffs_name_id_idx ON tariffs (name, id);
CREATE INDEX tariffs_cents_per_kwh_id_idx ON tariffs (cents_per_kwh, id);
CREATE INDEX tariffs_create_time_id_idx ON tariffs (create_time, id);
CREATE INDEX tariffs_update_time_id_idx ON tariffs (update_time, id);

-- +goose Down
DROP TABLE tariffs;
