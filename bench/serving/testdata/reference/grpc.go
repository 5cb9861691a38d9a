package main

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/shopspring/decimal"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/structpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	catalogv1 "example.com/shop/gen/go/shop/catalog/v1"
)

type grpcServer struct {
	catalogv1.UnimplementedCatalogServiceServer
	store *store
}

func (s *grpcServer) GetProduct(ctx context.Context, req *catalogv1.GetProductRequest) (*catalogv1.Product, error) {
	id, err := uuid.Parse(req.GetId())
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	return reply(s.store.get(ctx, id))
}

func (s *grpcServer) ListProducts(ctx context.Context, req *catalogv1.ListProductsRequest) (*catalogv1.ListProductsResponse, error) {
	products, err := s.store.list(ctx, int(req.GetPageSize()))
	if err != nil {
		return nil, err
	}
	response := &catalogv1.ListProductsResponse{Products: make([]*catalogv1.Product, len(products))}
	for i, p := range products {
		response.Products[i] = message(p)
	}
	return response, nil
}

func (s *grpcServer) CreateProduct(ctx context.Context, req *catalogv1.CreateProductRequest) (*catalogv1.Product, error) {
	msg := req.GetProduct()
	price, err := decimal.NewFromString(msg.GetPrice())
	if err != nil || msg.GetSku() == "" || msg.GetTitle() == "" {
		return nil, status.Error(codes.InvalidArgument, "the product is not valid")
	}
	category, err := uuid.Parse(msg.GetCategory())
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	p := product{
		SKU: msg.GetSku(), Title: msg.GetTitle(), Description: msg.Description, Status: statuses[msg.GetStatus()], Price: price,
		Stock: msg.GetStock(), Featured: msg.GetFeatured(), Tags: msg.GetTags(), Image: msg.GetImage(), Category: category,
		Website: msg.Website,
	}
	if msg.ReleaseDay != nil {
		day, err := time.Parse(time.DateOnly, msg.GetReleaseDay())
		if err != nil {
			return nil, status.Error(codes.InvalidArgument, err.Error())
		}
		p.ReleaseDay = pgtype.Date{Time: day, Valid: true}
	}
	if msg.Attributes != nil {
		if p.Attributes, err = json.Marshal(msg.GetAttributes().AsInterface()); err != nil {
			return nil, status.Error(codes.InvalidArgument, err.Error())
		}
	}
	if msg.WeightKg != nil {
		weight, err := decimal.NewFromString(msg.GetWeightKg())
		if err != nil {
			return nil, status.Error(codes.InvalidArgument, err.Error())
		}
		p.WeightKg = &weight
	}
	return reply(s.store.create(ctx, p))
}

func (s *grpcServer) UpdateProduct(ctx context.Context, req *catalogv1.UpdateProductRequest) (*catalogv1.Product, error) {
	id, err := uuid.Parse(req.GetProduct().GetId())
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	var title *string
	var stock *int32
	for _, path := range req.GetUpdateMask().GetPaths() {
		switch path {
		case "title":
			title = &req.GetProduct().Title
		case "stock":
			stock = req.GetProduct().Stock
		}
	}
	return reply(s.store.update(ctx, id, title, stock))
}

func reply(p product, err error) (*catalogv1.Product, error) {
	if err != nil {
		return nil, err
	}
	return message(p), nil
}

var statuses = map[catalogv1.ProductStatus]string{
	catalogv1.ProductStatus_PRODUCT_STATUS_DRAFT:    "draft",
	catalogv1.ProductStatus_PRODUCT_STATUS_ACTIVE:   "active",
	catalogv1.ProductStatus_PRODUCT_STATUS_ARCHIVED: "archived",
}

var statusOf = map[string]catalogv1.ProductStatus{
	"draft":    catalogv1.ProductStatus_PRODUCT_STATUS_DRAFT,
	"active":   catalogv1.ProductStatus_PRODUCT_STATUS_ACTIVE,
	"archived": catalogv1.ProductStatus_PRODUCT_STATUS_ARCHIVED,
}

func message(p product) *catalogv1.Product {
	msg := &catalogv1.Product{
		Id:          p.ID.String(),
		CreateTime:  timestamppb.New(p.CreateTime),
		UpdateTime:  timestamppb.New(p.UpdateTime),
		Etag:        strconv.FormatInt(p.Version, 10),
		Sku:         p.SKU,
		Title:       p.Title,
		Description: p.Description,
		Status:      statusOf[p.Status].Enum(),
		Price:       p.Price.StringFixed(2),
		Stock:       &p.Stock,
		Rating:      p.Rating,
		Featured:    &p.Featured,
		Tags:        p.Tags,
		Image:       p.Image,
		Category:    p.Category.String(),
		Website:     p.Website,
	}
	var attributes any
	if json.Unmarshal(p.Attributes, &attributes) == nil {
		msg.Attributes, _ = structpb.NewValue(attributes)
	}
	if p.WeightKg != nil {
		text := p.WeightKg.StringFixed(3)
		msg.WeightKg = &text
	}
	if p.ReleaseDay.Valid {
		text := p.ReleaseDay.Time.Format(time.DateOnly)
		msg.ReleaseDay = &text
	}
	if p.PublishTime != nil {
		msg.PublishTime = timestamppb.New(*p.PublishTime)
	}
	if p.DeleteTime != nil {
		msg.DeleteTime = timestamppb.New(*p.DeleteTime)
	}
	return msg
}
