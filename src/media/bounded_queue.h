// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "kizashi/base/check.h"

namespace kizashi::media {

/// A queue between one producer and its consumers that holds at most `capacity` items, so that a fast decoder waits for
/// a slow reader.
template <typename T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {
    KIZASHI_CHECK(capacity > 0, "a queue of no places never moves");
  }

  /// Waits for a place. False, and the item is dropped, once the queue is closed.
  bool push(T item) {
    std::unique_lock lock(mutex_);
    has_place_.wait(lock, [this] { return closed_ || items_.size() < capacity_; });
    if (closed_) return false;
    items_.push_back(std::move(item));
    has_item_.notify_one();
    return true;
  }

  /// Waits for an item. Nothing once the queue is closed and empty.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    has_item_.wait(lock, [this] { return closed_ || !items_.empty(); });
    if (items_.empty()) return std::nullopt;
    std::optional<T> item(std::move(items_.front()));
    items_.pop_front();
    has_place_.notify_one();
    return item;
  }

  /// No more items will come; those inside can still be taken.
  void close() {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    has_item_.notify_all();
    has_place_.notify_all();
  }

 private:
  std::size_t capacity_;
  std::deque<T> items_;
  bool closed_ = false;
  std::mutex mutex_;
  std::condition_variable has_item_;
  std::condition_variable has_place_;
};

}  // namespace kizashi::media
