INSERT INTO categories (id, slug, title, create_time, update_time, version)
VALUES ('00000000-0000-4000-8000-000000000001', 'things', 'Things', now(), now(), 1);

INSERT INTO products (id, sku, title, description, status, price, weight_kg, stock, rating, featured, tags, attributes, image, category,
    website, release_day, publish_time, create_time, update_time, version)
SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'SKU-' || n, 'Product number ' || n,
    'A thing that the shop sells, with a text of usual length that says what it is good for: ' || n, 'active', n * 1.25, 0.250, n, 4.5,
    n % 2 = 0, ARRAY['red', 'new', 'n' || n], jsonb_build_object('color', 'red', 'size', n, 'sold', true), '\x000102030405060708090a0b0c0d0e0f',
    '00000000-0000-4000-8000-000000000001', 'https://example.com/products/' || n, '2026-01-02', now(), now(), now(), 1
FROM generate_series(1, 1000) AS n;

ANALYZE;
