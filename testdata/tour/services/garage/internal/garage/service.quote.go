package garage

import "context"

func (s *Service) quote(ctx context.Context, in *QuoteInput) (QuoteOutput, error) {
	if _, err := s.store.GetDepot(ctx, in.Depot); err != nil {
		return QuoteOutput{}, err
	}
	return QuoteOutput{Total: int64(in.Days) * 4990}, nil
}
