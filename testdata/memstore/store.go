// Package memstore keeps users and their sessions in memory, for tests of what is made of package signin.
package memstore

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/signin"
)

// Store is a signin.Store in memory. One transaction runs at a time.
type Store struct {
	*State

	within bool // a transaction, which holds the lock
}

// State is what all copies of a Store share. Set Fail and Check before the store is in use.
type State struct {
	Fail  func(method string) error   // asked before each method, by its name: its error is that of the method; may be nil
	Check func(in signin.Login) error // the hook of CheckSignIn; may be nil
	mu    sync.Mutex
	rows  Rows
	calls map[string]int
}

// Rows is what a store holds.
type Rows struct {
	Users    map[uuid.UUID]User
	Accounts map[signin.AccountKey]signin.Account
	Sessions map[uuid.UUID]signin.Session
	Events   []signin.Event

	Passwords  map[signin.AccountKey]string // PHC strings
	MailTokens map[uuid.UUID]signin.MailToken
	Attempts   map[uuid.UUID]signin.Attempts
}

func (r Rows) clone() Rows {
	return Rows{
		maps.Clone(r.Users), maps.Clone(r.Accounts), maps.Clone(r.Sessions), slices.Clone(r.Events),
		maps.Clone(r.Passwords), maps.Clone(r.MailTokens), maps.Clone(r.Attempts),
	}
}

// User is a row of the users.
type User struct {
	signin.User

	Roles      []string
	Disabled   bool
	SignInTime time.Time
}

// NewStore returns an empty store.
func NewStore() *Store {
	return &Store{State: &State{
		rows: Rows{
			map[uuid.UUID]User{}, map[signin.AccountKey]signin.Account{}, map[uuid.UUID]signin.Session{}, nil,
			map[signin.AccountKey]string{}, map[uuid.UUID]signin.MailToken{}, map[uuid.UUID]signin.Attempts{},
		},
		calls: map[string]int{},
	}}
}

var _ signin.Store = (*Store)(nil)

// Rows returns what the store holds.
func (s *Store) Rows() Rows {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rows.clone()
}

// Calls returns how often a method was called.
func (s *Store) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
}

// Update changes the rows.
func (s *Store) Update(change func(Rows)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s.rows)
}

// InTx undoes what fn has done if it fails.
func (s *Store) InTx(_ context.Context, fn func(signin.Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := s.rows.clone()
	err := fn(&Store{s.State, true})
	if err != nil {
		s.rows = before
	}
	return err
}

// begin counts a call and returns what ends it, and the error of Fail.
func (s *Store) begin(method string) (end func(), err error) {
	end = func() {}
	if !s.within {
		s.mu.Lock()
		end = s.mu.Unlock
	}
	s.calls[method]++
	if s.Fail != nil {
		err = s.Fail(method)
	}
	return end, err
}

// FindSession is as signin.Tx says.
func (s *Store) FindSession(_ context.Context, id uuid.UUID) (signin.Session, bool, error) {
	end, err := s.begin("FindSession")
	defer end()
	found, ok := s.rows.Sessions[id]
	user := s.rows.Users[found.User]
	found.Roles, found.Disabled = user.Roles, user.Disabled
	return found, ok && err == nil, err
}

// CreateSession is as signin.Tx says.
func (s *Store) CreateSession(_ context.Context, row signin.Session) error {
	end, err := s.begin("CreateSession")
	defer end()
	s.rows.Sessions[row.ID] = row
	return err
}

// ExtendSession is as signin.Tx says.
func (s *Store) ExtendSession(_ context.Context, id uuid.UUID, was, use, expire time.Time) error {
	end, err := s.begin("ExtendSession")
	defer end()
	if row, ok := s.rows.Sessions[id]; ok && row.ExpireTime.Equal(was) {
		row.UseTime, row.ExpireTime = use, expire
		s.rows.Sessions[id] = row
	}
	return err
}

// ListSessions is as signin.Tx says.
func (s *Store) ListSessions(_ context.Context, user uuid.UUID) ([]signin.Session, error) {
	end, err := s.begin("ListSessions")
	defer end()
	return s.sessionsOf(user), err
}

// sessionsOf returns the sessions of a user, the newest first.
func (s *Store) sessionsOf(user uuid.UUID) []signin.Session {
	var own []signin.Session
	for _, row := range s.rows.Sessions {
		if row.User == user {
			own = append(own, row)
		}
	}
	slices.SortFunc(own, func(a, b signin.Session) int { return b.AuthTime.Compare(a.AuthTime) })
	return own
}

// EndSession is as signin.Tx says.
func (s *Store) EndSession(_ context.Context, user, id uuid.UUID) (bool, error) {
	end, err := s.begin("EndSession")
	defer end()
	row, ok := s.rows.Sessions[id]
	if !ok || row.User != user || err != nil {
		return false, err
	}
	delete(s.rows.Sessions, id)
	return true, nil
}

// EndOtherSessions is as signin.Tx says.
func (s *Store) EndOtherSessions(_ context.Context, user, keep uuid.UUID) error {
	end, err := s.begin("EndOtherSessions")
	defer end()
	maps.DeleteFunc(s.rows.Sessions, func(id uuid.UUID, row signin.Session) bool { return row.User == user && id != keep })
	return err
}

// TrimSessions is as signin.Tx says.
func (s *Store) TrimSessions(_ context.Context, user uuid.UUID, newest int, now time.Time) error {
	end, err := s.begin("TrimSessions")
	defer end()
	maps.DeleteFunc(s.rows.Sessions, func(_ uuid.UUID, row signin.Session) bool { return row.User == user && over(row, now) })
	own := s.sessionsOf(user)
	for _, row := range own[min(len(own), newest):] {
		delete(s.rows.Sessions, row.ID)
	}
	return err
}

// SweepSessions is as signin.Tx says.
func (s *Store) SweepSessions(_ context.Context, now time.Time) (int64, error) {
	end, err := s.begin("SweepSessions")
	defer end()
	before := len(s.rows.Sessions)
	maps.DeleteFunc(s.rows.Sessions, func(_ uuid.UUID, row signin.Session) bool { return over(row, now) })
	return int64(before - len(s.rows.Sessions)), err
}

func over(row signin.Session, now time.Time) bool {
	return !now.Before(row.ExpireTime) || !now.Before(row.EndTime)
}

// FindAccount is as signin.Tx says.
func (s *Store) FindAccount(_ context.Context, key signin.AccountKey) (u signin.User, disabled, ok bool, err error) {
	end, err := s.begin("FindAccount")
	defer end()
	account, ok := s.rows.Accounts[key]
	user := s.rows.Users[account.User]
	return user.User, user.Disabled, ok && err == nil, err
}

// CreateUser is as signin.Tx says.
func (s *Store) CreateUser(_ context.Context, u signin.User) (bool, error) {
	end, err := s.begin("CreateUser")
	defer end()
	for _, other := range s.rows.Users {
		if u.Email != nil && other.Email != nil && *u.Email == *other.Email {
			return false, err
		}
	}
	s.rows.Users[u.ID] = User{User: u}
	return true, err
}

// CreateAccount is as signin.Tx says.
func (s *Store) CreateAccount(_ context.Context, a signin.Account) (bool, error) {
	end, err := s.begin("CreateAccount")
	defer end()
	if _, ok := s.rows.Accounts[a.AccountKey]; ok {
		return false, err
	}
	s.rows.Accounts[a.AccountKey] = a
	return true, err
}

// LockAccounts is as signin.Tx says.
func (s *Store) LockAccounts(_ context.Context, user uuid.UUID) ([]signin.Account, error) {
	end, err := s.begin("LockAccounts")
	defer end()
	var own []signin.Account
	for _, a := range s.rows.Accounts {
		if a.User == user {
			own = append(own, a)
		}
	}
	return own, err
}

// DeleteAccount is as signin.Tx says.
func (s *Store) DeleteAccount(_ context.Context, user uuid.UUID, key signin.AccountKey) error {
	end, err := s.begin("DeleteAccount")
	defer end()
	if s.rows.Accounts[key].User == user {
		delete(s.rows.Accounts, key)
		delete(s.rows.Passwords, key)
	}
	return err
}

// SetSignInTime is as signin.Tx says.
func (s *Store) SetSignInTime(_ context.Context, user uuid.UUID, at time.Time) error {
	end, err := s.begin("SetSignInTime")
	defer end()
	row := s.rows.Users[user]
	row.SignInTime = at
	s.rows.Users[user] = row
	return err
}

// CheckSignIn is as signin.Tx says.
func (s *Store) CheckSignIn(_ context.Context, in signin.Login) error {
	end, err := s.begin("CheckSignIn")
	defer end()
	if err == nil && s.Check != nil {
		return s.Check(in)
	}
	return err
}

// RecordEvent is as signin.Tx says.
func (s *Store) RecordEvent(_ context.Context, e signin.Event) error {
	end, err := s.begin("RecordEvent")
	defer end()
	s.rows.Events = append(s.rows.Events, e)
	return err
}
