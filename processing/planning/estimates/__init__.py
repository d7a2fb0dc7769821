"""What is not counted by unit, estimated: ages today, older people who live alone, households without a car."""
