#include "unit/util/memory_reservation_test.h"

namespace wasmpair {
namespace {

TEST_F(MemoryReservationTest, IsImmediateWhileThereIsEnough) {
  Listener listener;
  const MemoryReservation first(shared(), 32 * mebibyte, &listener);
  const MemoryReservation second(shared(), 32 * mebibyte, &listener);
  EXPECT_EQ(listener.reported, 0);
}

TEST_F(MemoryReservationTest, WaitsForEarlierOnes) {
  Holder& first = hold(40 * mebibyte);
  ASSERT_TRUE(eventually([&] { return first.has_reservation(); }));
  Holder& second = hold(32 * mebibyte);
  ASSERT_TRUE(eventually([&] { return second.has_tried_again(); }));
  EXPECT_FALSE(second.has_reservation());
  first.release();
  EXPECT_TRUE(eventually([&] { return second.has_reservation(); }));
}

TEST_F(MemoryReservationTest, OfALargeRunIsNotOvertakenBySmallOnes) {
  Holder& first = hold(8 * mebibyte);
  ASSERT_TRUE(eventually([&] { return first.has_reservation(); }));
  Holder& all = hold(1000 * mebibyte);  // more than the capacity: reserves all of it
  ASSERT_TRUE(eventually([&] { return all.has_tried_again(); }));
  Holder& little = hold(8 * mebibyte);  // there is room for it
  ASSERT_TRUE(eventually([&] { return little.waits(); }));
  EXPECT_FALSE(little.has_reservation());
  first.release();
  ASSERT_TRUE(eventually([&] { return all.has_reservation(); }));
  EXPECT_FALSE(little.has_reservation());
  all.release();
  EXPECT_TRUE(eventually([&] { return little.has_reservation(); }));
}

}  // namespace
}  // namespace wasmpair
