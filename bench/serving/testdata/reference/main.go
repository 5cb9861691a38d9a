// Command reference serves the products of the shop as a person would write it by hand for speed: net/http, encoding/json, grpc-go
// and pgx, without middleware, layers or limits.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/shopspring/decimal"
	"google.golang.org/grpc"

	catalogv1 "example.com/shop/gen/go/shop/catalog/v1"
)

func main() {
	cfg, err := pgxpool.ParseConfig(os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	cfg.MaxConns = 8
	pool, err := pgxpool.NewWithConfig(context.Background(), cfg)
	if err != nil {
		log.Fatal(err)
	}
	s := &store{pool}

	listener, err := net.Listen("tcp", os.Getenv("GRPC_ADDR"))
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer()
	catalogv1.RegisterCatalogServiceServer(server, &grpcServer{store: s})
	go func() { log.Fatal(server.Serve(listener)) }()
	log.Fatal(http.ListenAndServe(os.Getenv("HTTP_ADDR"), routes(s)))
}

type store struct{ pool *pgxpool.Pool }

// product is a row, and the JSON of it.
type product struct {
	ID          uuid.UUID        `json:"id"`
	SKU         string           `json:"sku"`
	Title       string           `json:"title"`
	Description *string          `json:"description,omitempty"`
	Status      string           `json:"status"`
	Price       decimal.Decimal  `json:"price"`
	WeightKg    *decimal.Decimal `json:"weightKg,omitempty"`
	Stock       int32            `json:"stock"`
	Rating      float64          `json:"rating"`
	Featured    bool             `json:"featured"`
	Tags        []string         `json:"tags"`
	Attributes  json.RawMessage  `json:"attributes,omitempty"`
	Image       []byte           `json:"image,omitempty"`
	Category    uuid.UUID        `json:"category"`
	Website     *string          `json:"website,omitempty"`
	ReleaseDay  pgtype.Date      `json:"releaseDay,omitzero"`
	PublishTime *time.Time       `json:"publishTime,omitempty"`
	CreateTime  time.Time        `json:"createTime"`
	UpdateTime  time.Time        `json:"updateTime"`
	DeleteTime  *time.Time       `json:"deleteTime,omitempty"`
	Version     int64            `json:"etag,string"`
}

const columns = `id, sku, title, description, status, price, weight_kg, stock, rating, featured, tags, attributes, image, category,
	website, release_day, publish_time, create_time, update_time, delete_time, version`

func (s *store) get(ctx context.Context, id uuid.UUID) (product, error) {
	return one(s.pool.Query(ctx, "SELECT "+columns+" FROM products WHERE id = $1", id))
}

func (s *store) list(ctx context.Context, size int) ([]product, error) {
	rows, err := s.pool.Query(ctx, "SELECT "+columns+" FROM products WHERE delete_time IS NULL ORDER BY id LIMIT $1", size)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[product])
}

func (s *store) create(ctx context.Context, p product) (product, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return p, err
	}
	return one(s.pool.Query(ctx, `INSERT INTO products (id, sku, title, description, status, price, weight_kg, stock, rating, featured, tags,
		attributes, image, category, website, release_day, create_time, update_time, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, now(), now(), 1) RETURNING `+columns,
		id, p.SKU, p.Title, p.Description, cmp.Or(p.Status, "draft"), p.Price, p.WeightKg, p.Stock, p.Rating, p.Featured, p.Tags,
		p.Attributes, p.Image, p.Category, p.Website, p.ReleaseDay))
}

func (s *store) update(ctx context.Context, id uuid.UUID, title *string, stock *int32) (product, error) {
	return one(s.pool.Query(ctx, `UPDATE products SET title = coalesce($2, title), stock = coalesce($3, stock), update_time = now(),
		version = version + 1 WHERE id = $1 RETURNING `+columns, id, title, stock))
}

func one(rows pgx.Rows, err error) (product, error) {
	if err != nil {
		return product{}, err
	}
	return pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[product])
}
