import { Belonging } from './belonging.tsx';
import { LanguageCard } from './language-card.tsx';
import { PictureCard } from './picture-card.tsx';
import { ProfileForm } from './profile-form.tsx';

export const ProfileTab = () => (
  <>
    <PictureCard />
    <ProfileForm />
    <LanguageCard />
    <Belonging />
  </>
);
