// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/bounded_queue.h"

#include <gmock/gmock.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace kizashi::media {
namespace {

TEST(BoundedQueue, GivesItemsInTheOrderInWhichTheyCame) {
  BoundedQueue<int> queue(4);
  for (int item = 0; item < 3; ++item) ASSERT_TRUE(queue.push(item));
  queue.close();
  std::vector<int> taken;
  while (const auto item = queue.pop()) taken.push_back(*item);
  EXPECT_THAT(taken, testing::ElementsAre(0, 1, 2));
}

TEST(BoundedQueue, NeverHoldsMoreThanItsCapacity) {
  constexpr int items = 2000;
  constexpr std::size_t capacity = 3;
  BoundedQueue<int> queue(capacity);
  std::atomic<int> pushed = 0;
  std::thread producer([&] {
    for (int item = 0; item < items; ++item) {
      queue.push(item);
      ++pushed;
    }
    queue.close();
  });
  int taken = 0;
  int largest_lead = 0;
  while (queue.pop()) {
    // `pushed` may lag behind by the push in progress, never run ahead of what the queue has room for.
    largest_lead = std::max(largest_lead, pushed.load() - ++taken);
  }
  producer.join();
  EXPECT_EQ(taken, items);
  EXPECT_LE(largest_lead, static_cast<int>(capacity));
}

TEST(BoundedQueue, DropsWhatComesAfterItWasClosed) {
  BoundedQueue<int> queue(2);
  ASSERT_TRUE(queue.push(1));
  queue.close();
  EXPECT_FALSE(queue.push(2));
  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(BoundedQueue, ReleasesAProducerThatWaitsWhenItIsClosed) {
  BoundedQueue<int> queue(1);
  ASSERT_TRUE(queue.push(1));
  bool was_taken = true;
  std::thread producer([&] { was_taken = queue.push(2); });
  queue.close();
  producer.join();
  EXPECT_FALSE(was_taken);
}

TEST(BoundedQueue, ReleasesAConsumerThatWaitsWhenItIsClosed) {
  BoundedQueue<int> queue(1);
  std::thread consumer([&] { EXPECT_EQ(queue.pop(), std::nullopt); });
  queue.close();
  consumer.join();
}

TEST(BoundedQueue, MovesItemsThatCannotBeCopied) {
  BoundedQueue<std::unique_ptr<int>> queue(1);
  ASSERT_TRUE(queue.push(std::make_unique<int>(7)));
  EXPECT_EQ(**queue.pop(), 7);
}

TEST(BoundedQueue, OfNoPlacesIsABrokenContract) { EXPECT_THROW(BoundedQueue<int>(0), base::ContractViolation); }

}  // namespace
}  // namespace kizashi::media
